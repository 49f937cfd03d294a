/** The longest list that has no pages: nobody reads further, and one answer must fit a frame of the link. */
export const MOST_LISTED = 200
