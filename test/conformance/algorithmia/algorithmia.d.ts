/** The part of the official client that is used here; the package brings no types of its own. */
declare module 'algorithmia' {
  interface Answer {
    readonly result?: unknown;
    readonly error?: { readonly message: string; readonly code?: number };
    readonly metadata?: { readonly content_type: string; readonly duration: number };
    readonly status: number;
    /** The result as its content type says; throws a text for an error. */
    get(): unknown;
  }
  interface Promised<Value> {
    then(callback: (value: Value) => void): void;
  }
  interface Algorithm {
    pipe(input: unknown): Promised<Answer>;
    pipeJson(input: string): Promised<Answer>;
  }
  type Reply = (body: unknown, status: number) => void;
  interface File {
    readonly data_path: string;
    readonly size?: number;
    put(content: string | Buffer, callback: Reply): void;
    putString(content: string, callback: Reply): void;
    putJson(content: string, callback: Reply): void;
    get(callback: (error: unknown, data: unknown) => void): void;
    getString(callback: Reply): void;
    getJson(callback: Reply): void;
    exists(callback: (there: boolean) => void): void;
    delete(callback: Reply): void;
  }
  interface Dir {
    readonly data_path: string;
    file(name: string): File;
    create(callback: Reply): void;
    exists(callback: (there: boolean) => void): void;
    delete(force: boolean, callback: Reply): void;
    forEach(callback: (error: unknown, entry: File | Dir) => void): { then(callback: () => void): void };
  }
  interface Client {
    algo(path: string): Algorithm;
    file(path: string): File;
    dir(path: string): Dir;
  }
  export default function algorithmia(key: string, address: string): Client;
}
