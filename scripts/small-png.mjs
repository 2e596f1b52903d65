/**
 * A screenshot as a small PNG: 256 colours, each pixel a byte, no filter. Flat colours and type lose nothing that shows.
 * Format: https://www.w3.org/TR/png-3/
 */
import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const COLOURS = 256

/**
 * @param {Uint8Array} rgba four bytes a pixel, row by row; what is transparent is taken as it would be without
 * @param {number} width
 * @param {number} height
 */
export function smallPng(rgba, width, height) {
  const palette = commonColours(rgba)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3], 8) // bits a pixel, indexed colour
  const colours = Buffer.from(palette.flatMap(colour => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  const rows = deflateSync(indexedRows(rgba, width, palette), { level: 9 })
  return Buffer.concat([
    SIGNATURE,
    ...[chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))],
  ])
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** @param {Uint8Array} rgba @param {number} at @returns {number} 0xRRGGBB */
function colourAt(rgba, at) {
  return (rgba[at] << 16) | (rgba[at + 1] << 8) | rgba[at + 2]
}

/** @param {Uint8Array} rgba @returns {number[]} the most frequent first */
function commonColours(rgba) {
  /** @type {Map<number, number>} */
  const counts = new Map()
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = colourAt(rgba, at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const byCount = [...counts].sort((one, other) => other[1] - one[1])
  return byCount.slice(0, COLOURS).map(([colour]) => colour)
}

/** @param {Uint8Array} rgba @param {number} width @param {number[]} palette */
function indexedRows(rgba, width, palette) {
  const indexOf = new Map(palette.map((colour, index) => [colour, index]))
  const rows = Buffer.alloc((rgba.length / 4 / width) * (width + 1))
  for (let pixel = 0; pixel < rgba.length / 4; pixel++) {
    const colour = colourAt(rgba, 4 * pixel)
    const index = indexOf.get(colour) ?? nearest(colour, palette)
    indexOf.set(colour, index)
    // Each row begins with the number of its filter: 0, none.
    rows[pixel + Math.floor(pixel / width) + 1] = index
  }
  return rows
}

/** @param {number} colour @param {number[]} palette */
function nearest(colour, palette) {
  const distances = palette.map(other => {
    const [red, green, blue] = [16, 8, 0].map(shift => ((colour >> shift) & 255) - ((other >> shift) & 255))
    return red ** 2 + green ** 2 + blue ** 2
  })
  return distances.indexOf(Math.min(...distances))
}
