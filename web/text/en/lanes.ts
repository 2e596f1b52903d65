/** A lane's head, its menu, and the dialogs that change it. */
export const lanes = 'Lanes'

export const answered = 'answered'
export const failed = 'failed'
export const p95 = 'p95'

export const change = 'Change'
export const changeLane = ({ name }: { name: string }) => `Change the lane “${name}”`
export const addLane = 'Add a lane'

export const anotherServer = 'Another server …'
export const anotherServerFor = ({ name }: { name: string }) => `Another server for “${name}”`
export const whichServer = 'Add a lane: which server?'
export const rename = 'Rename …'
export const duplicate = 'Duplicate'
export const remove = 'Remove'
export const isFull = 'Four lanes are the most.'
export const isLast = 'One lane always stays.'

export const renameLane = 'Rename the lane'
export const nameField = 'Name'
export const saveName = 'Rename'
export const ownName = 'Name it by what it is'
export const close = 'Close'
