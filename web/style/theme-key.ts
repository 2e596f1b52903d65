/** Where the device remembers the reader's choice. */
export const THEME_KEY = 'prefork-theme'
