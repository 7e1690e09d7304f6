/** Users and organizations of one cluster. */
export { PeopleScreen } from './people-screen';
