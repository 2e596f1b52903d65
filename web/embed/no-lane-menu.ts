/** In the place of the menus of lanes, which a figure's fixed lanes do not have. */
export const LaneMenu = () => null
export const AddLane = () => null
