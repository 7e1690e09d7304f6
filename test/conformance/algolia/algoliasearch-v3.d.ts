/** The part of the third client that is used here; the package brings no types of its own. */
declare module 'algoliasearch-v3' {
  interface KeyParameters {
    readonly validity?: number;
    readonly maxQueriesPerIPPerHour?: number;
    readonly maxHitsPerQuery?: number;
    readonly indexes?: readonly string[];
    readonly referers?: readonly string[];
    readonly queryParameters?: string | Readonly<Record<string, unknown>>;
    readonly description?: string;
  }
  type Json = Record<string, unknown>;
  interface Index {
    search(query: string, parameters?: Json): Promise<Json>;
    browse(query: string, parameters?: Json): Promise<Json>;
    addObject(object: Json): Promise<Json>;
    saveObjects(objects: readonly Json[]): Promise<Json>;
    deleteObject(objectId: string): Promise<Json>;
    getSettings(): Promise<Json>;
    listApiKeys(): Promise<Json>;
  }
  interface Client {
    addApiKey(acl: readonly string[], parameters?: KeyParameters): Promise<Json>;
    updateApiKey(key: string, acl: readonly string[], parameters?: KeyParameters): Promise<Json>;
    getApiKey(key: string): Promise<Json>;
    listApiKeys(): Promise<Json>;
    deleteApiKey(key: string): Promise<Json>;
    restoreApiKey(key: string): Promise<Json>;
    getLogs(parameters: Json): Promise<Json>;
    listIndexes(): Promise<Json>;
    initIndex(name: string): Index;
    search(queries: readonly Json[]): Promise<Json>;
    generateSecuredApiKey(parent: string, restrictions: Json): string;
    getSecuredApiKeyRemainingValidity(key: string): number;
    destroy(): void;
  }
  interface Options {
    readonly hosts: readonly string[];
    readonly protocol: string;
  }
  function algoliasearch(applicationId: string, key: string, options: Options): Client;
  export default algoliasearch;
}
