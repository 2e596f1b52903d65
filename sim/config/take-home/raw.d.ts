/** A file of another language, as it stands. */
declare module '*.py?raw' {
  const text: string
  export default text
}
