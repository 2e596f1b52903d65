/** The head of every page. */
export const name = 'Prefork'
export const site = 'Site'
export const toSite = 'Pages'
export const pages = {
  playground: 'Playground',
  learn: 'Learn',
  plan: 'Plan',
  fleet: 'Fleet',
  yours: 'Your server',
  right: 'How right is it?',
}
/** Opens the dialog, whose own words come with it. */
export const share = 'Share'
/** `<rest>` is only spoken. */
export const theme = { dark: 'Dark<rest> theme</rest>', light: 'Light<rest> theme</rest>' }

export const newerVersion = 'Newer version'
export const useNewer = 'Use it now'
export const later = 'Later'
export const newerIsReady = 'A newer version is ready. This page goes on as it is until you want it.'
export const changing = 'Changing to the newer version …'
