/**
 * Where everything stands in a lane: a function of the lane's width and of what has to find room in it. All lengths are
 * CSS pixels. The columns depend on the width alone, so that lanes one below the other have the same ones.
 */
export interface Box {
  x: number
  y: number
  w: number
  h: number
}

/** Equal cells; the first one is nearest to whatever comes next on the way. */
export interface Grid extends Box {
  columns: number
  rows: number
  /** Distances of neighbours, and the smaller of the two. */
  pitchX: number
  pitchY: number
  pitch: number
  /** How many things a cell stands for. */
  each: number
}

export interface Layout {
  width: number
  height: number
  narrow: boolean
  captions: { clients: Point; proxy: Point; queue: Point; rooms: Point; cores: Point; leaving: Point }
  clients: Box
  proxy: Box
  /** Where those wait that have no connection yet. */
  door: Box
  queue: Grid
  rooms: Rooms
  cores: Grid
  leaving: Box
}

export interface Point {
  x: number
  y: number
}

/** One room for each worker, as far as they fit. */
export interface Rooms extends Box {
  columns: number
  roomW: number
  roomH: number
  gap: number
  /** Workers that have a room; the others are told in a line below. */
  shown: number
  /** How much can be said in a room: a sentence, a word, or nothing. */
  text: 'sentence' | 'word' | 'none'
  /** Seats in a room, left of its text or below it. */
  seats: Grid
}

export interface Needs {
  places: number
  workers: number
  /** The most requests that one worker ever holds. */
  seats: number
  cores: number
}

const NARROW = 640
const ROOMY = 900

/** From where to where each column goes, in shares of the width: numbers need more of it when there is little. */
const COLUMNS = {
  clients: [0, 0.085],
  proxy: [0.098, 0.218],
  queue: [0.25, 0.498],
  rooms: [0.522, 0.74],
  cores: [0.768, 0.87],
  leaving: [0.895, 1],
} as const
const CLOSE_COLUMNS = {
  clients: [0, 0.08],
  proxy: [0.092, 0.234],
  queue: [0.266, 0.49],
  rooms: [0.512, 0.715],
  cores: [0.736, 0.826],
  leaving: [0.86, 1],
} as const

const CAPTION = 22
const CONTENT = 122
const FALL = 26

/** Below this pitch a cell is too small to be seen, and stands for several. */
const SMALLEST_PITCH = 2.6
const LARGEST_PITCH = 16

export function layoutLane(width: number, needs: Needs): Layout {
  return width < NARROW ? narrowLane(width, needs) : wideLane(width, needs)
}

function wideLane(width: number, needs: Needs): Layout {
  // Shares of the width, so that no column starves when the lane is narrow.
  const at = (share: number) => Math.round(share * width)
  const box = ([from, to]: readonly [number, number], h = CONTENT): Box => ({
    x: at(from),
    y: CAPTION,
    w: at(to) - at(from),
    h,
  })
  const columns = width < ROOMY ? CLOSE_COLUMNS : COLUMNS
  const clients = box(columns.clients, CONTENT - FALL)
  const proxy = box(columns.proxy, CONTENT - FALL)
  const queue = box(columns.queue)
  const rooms = box(columns.rooms)
  const cores = box(columns.cores, 62)
  const leaving = box(columns.leaving)
  const caption = ({ x }: Box) => ({ x, y: 11 })
  return {
    width,
    height: CAPTION + CONTENT + 4,
    narrow: false,
    captions: captionsOf({ clients, proxy, queue, rooms, cores, leaving }, caption),
    clients,
    proxy,
    door: { x: proxy.x + proxy.w + 4, y: proxy.y, w: queue.x - proxy.x - proxy.w - 10, h: proxy.h },
    queue: gridIn(queue, needs.places),
    rooms: roomsIn(rooms, needs),
    cores: coresIn(cores, needs.cores),
    leaving,
  }
}

/** Where each column's caption stands, by the column's own box. */
function captionsOf(boxes: Record<keyof Layout['captions'], Box>, captionOf: (box: Box) => Point): Layout['captions'] {
  const { clients, proxy, queue, rooms, cores, leaving } = boxes
  return {
    clients: captionOf(clients),
    proxy: captionOf(proxy),
    queue: captionOf(queue),
    rooms: captionOf(rooms),
    cores: captionOf(cores),
    leaving: captionOf(leaving),
  }
}

/** On a phone: clients and nginx above, the queue across, workers and cores below. */
function narrowLane(width: number, needs: Needs): Layout {
  const band = (y: number, from: number, to: number, h: number): Box => ({
    x: Math.round(from * width),
    y,
    w: Math.round((to - from) * width),
    h,
  })
  const clients = band(CAPTION, 0, 0.27, 74)
  const proxy = band(CAPTION, 0.31, 0.7, 86)
  const leaving = band(CAPTION, 0.75, 1, 118)
  const queue = band(174, 0, 1, 76)
  const rooms = band(280, 0, 0.64, 104)
  const cores = band(280, 0.7, 1, 50)
  const caption = ({ x, y }: Box) => ({ x, y: y - 9 })
  return {
    width,
    height: 388,
    narrow: true,
    captions: captionsOf({ clients, proxy, queue, rooms, cores, leaving }, caption),
    clients,
    proxy,
    door: { x: proxy.x, y: 137, w: proxy.w, h: 18 },
    queue: gridIn(queue, needs.places),
    rooms: roomsIn(rooms, needs),
    cores: coresIn(cores, needs.cores),
    leaving,
  }
}

/** The largest pitch at which all cells fit. */
export function gridIn(box: Box, cells: number, largest = LARGEST_PITCH, smallest = SMALLEST_PITCH): Grid {
  const most = Math.max(1, Math.floor(box.w / smallest) * Math.floor(box.h / smallest))
  const each = Math.ceil(cells / most)
  const needed = Math.ceil(cells / each)
  let pitch = Math.max(smallest, Math.min(largest, box.w, box.h))
  while (pitch > smallest && Math.floor(box.w / pitch) * Math.floor(box.h / pitch) < needed) {
    pitch = Math.max(smallest, pitch - 0.05)
  }
  const rows = Math.max(1, Math.floor(box.h / pitch))
  const columns = Math.ceil(needed / rows)
  // What is left over widens the gaps, as long as the grid still looks like one.
  const pitchX = Math.min(box.w / columns, 1.3 * pitch)
  return { ...box, columns, rows, pitchX, pitchY: box.h / rows, pitch, each }
}

function coresIn(box: Box, cores: number): Grid {
  const columns = cores <= 4 ? cores : cores <= 16 ? Math.ceil(cores / 2) : Math.ceil(cores / 4)
  const rows = Math.ceil(cores / columns)
  const pitchX = box.w / columns
  return { ...box, columns, rows, pitchX, pitchY: box.h / rows, pitch: pitchX, each: 1 }
}

/** Columns of rooms for so many workers, and what is left to say in them. */
const SHAPES = [
  { workers: 4, columns: 1 },
  { workers: 8, columns: 2 },
  { workers: 15, columns: 3 },
  { workers: 24, columns: 4 },
  { workers: 48, columns: 8 },
] as const

const MOST_COLUMNS = 12
const MOST_ROWS = 7
const TALLEST_ROOM = 60
const ALSO_LINE = 16

function roomsIn(box: Box, { workers, seats }: Needs): Rooms {
  const columns = SHAPES.find(shape => workers <= shape.workers)?.columns ?? MOST_COLUMNS
  const fits = columns * MOST_ROWS
  const isCut = workers > fits
  const shown = Math.min(workers, fits)
  const rows = Math.ceil(shown / columns)
  const gap = columns <= 2 ? 5 : 3
  const height = isCut ? box.h - ALSO_LINE : box.h
  const roomW = (box.w - gap * (columns - 1)) / columns
  const tallest = seats > 1 ? box.h : TALLEST_ROOM
  const roomH = Math.min(tallest, (height - gap * (rows - 1)) / rows)
  const text = roomH < 17 ? 'none' : roomW >= 168 ? 'sentence' : roomW >= 78 ? 'word' : 'none'
  return { ...box, columns, roomW, roomH, gap, shown, text, seats: seatsIn(roomW, roomH, seats, text) }
}

/** Seats relative to their room. One alone stands left of its text; several stand in a grid below it. */
function seatsIn(roomW: number, roomH: number, seats: number, text: Rooms['text']): Grid {
  if (seats <= 1) {
    const pitch = Math.min(24, roomH)
    const x = text === 'none' ? (roomW - pitch) / 2 : 3
    const y = roomH > 44 ? 5 : (roomH - pitch) / 2
    return { x, y, w: pitch, h: pitch, columns: 1, rows: 1, pitchX: pitch, pitchY: pitch, pitch, each: 1 }
  }
  const top = text !== 'none' && roomH >= 34 ? 20 : 2
  const edge = roomW > 40 ? 5 : 2
  return gridIn({ x: edge, y: top, w: roomW - 2 * edge, h: roomH - top - 3 }, seats, 14, 4)
}

/** Top left corner of a worker's room. */
export function roomX({ x, columns, roomW, gap }: Rooms, worker: number): number {
  return x + (worker % columns) * (roomW + gap)
}

export function roomY({ y, columns, roomH, gap }: Rooms, worker: number): number {
  return y + Math.floor(worker / columns) * (roomH + gap)
}

/**
 * Places of the accept queue go up and down like a plough, from the side of the workers: whoever moves up moves to a
 * neighbour. A place may be a fraction between two.
 */
export function queueX(grid: Grid, place: number): number {
  const column = Math.floor(place / grid.rows)
  const on = place - Math.floor(place)
  const turns = Math.floor(place) % grid.rows === grid.rows - 1
  const right = grid.x + (grid.columns - 0.5) * grid.pitchX
  return right - (column + (turns ? on : 0)) * grid.pitchX
}

export function queueY(grid: Grid, place: number): number {
  const whole = Math.floor(place)
  const turns = whole % grid.rows === grid.rows - 1
  const along = (whole % grid.rows) + (turns ? 0 : place - whole)
  const down = Math.floor(whole / grid.rows) % 2 === 0
  return grid.y + (0.5 + (down ? along : grid.rows - 1 - along)) * grid.pitchY
}

export function seatX({ x, columns, pitchX }: Grid, seat: number): number {
  return x + (0.5 + (seat % columns)) * pitchX
}

export function seatY({ y, columns, pitchY }: Grid, seat: number): number {
  return y + (0.5 + Math.floor(seat / columns)) * pitchY
}
