/** What a colour means. Colour only supports: an icon and a word always stand beside it. */
export type Tone = 'ok' | 'call' | 'ring' | 'wrap' | 'hold' | 'idle' | 'bad' | 'accent'
