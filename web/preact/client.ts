/**
 * Stands for react-dom/client where components run on preact. preact hangs whatever it renders into the tree of its
 * moment: a child that is handed on as `children`, memoised or a constant, would keep that tree alive, and through it
 * every tree since, with its part of the document. preact copies what is in a tree already, and by its depth it knows;
 * so all that is made says that it is in one, and only copies ever are.
 */
import { options, type VNode } from 'preact'

/** As preact's own build calls the depth of a node in its tree. */
interface InTree extends VNode {
  __b: number
}

const before = options.vnode

options.vnode = vnode => {
  ;(vnode as InTree).__b = 1
  before?.(vnode)
}

export { createRoot } from 'preact/compat/client'
