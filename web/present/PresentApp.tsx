import { Opening } from './Opening.tsx'
import { Presentation } from './Presentation.tsx'
import { useShow } from './show.ts'

export function PresentApp() {
  const playlist = useShow(state => state.playlist)
  return playlist ? <Presentation playlist={playlist} /> : <Opening />
}
