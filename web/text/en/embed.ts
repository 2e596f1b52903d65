/** Figures in articles, and the pictures that stand for them. */
export const run = 'Run this simulation'
export const source = 'Simulated with Prefork: change anything'
export const settings = 'Settings'
export const overTime = 'Over time'
export const charts = 'Charts'
export const name = 'Prefork'
/** Of the element, before it knows what it shows. */
export const figure = 'A simulation of web servers under load'
