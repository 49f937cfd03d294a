// The package ships types, but its "exports" hide them. The API is better-sqlite3's own.
declare module 'better-sqlite3-multiple-ciphers' {
  import Database from 'better-sqlite3'
  export default Database
}
