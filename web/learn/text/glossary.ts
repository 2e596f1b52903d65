/** The field's words, as chapters explain them where they stand. */
export { GLOSSARY, type GlossaryTerm } from '#text/glossary.ts'
