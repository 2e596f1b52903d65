/** The little of jStat that is used here; the package has no types of its own. */
declare module 'jstat' {
  const jStat: {
    studentt: {
      /** The value below which Student's t with `dof` degrees of freedom falls with probability `p`. */
      inv(p: number, dof: number): number
    }
    chisquare: {
      /** The value below which a chi-square variable with `dof` degrees of freedom falls with probability `p`. */
      inv(p: number, dof: number): number
    }
  }
  export default jStat
}
