/** In the place of the exports of charts: a frame that may save nothing does not load them, and embed.css hides the way to them. */
export const PlotExport = () => null
export const WorkersExport = () => null
