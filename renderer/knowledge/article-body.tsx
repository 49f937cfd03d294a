import type { ComponentProps } from 'react'
import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import styles from './article-reader.module.css'

/** Markdown as written by the site's editors: no raw HTML, no pictures from elsewhere, links in a new window. */
export default function ArticleBody({ markdown }: { markdown: string }) {
  return (
    <div className={styles.article}>
      <Markdown remarkPlugins={[remarkGfm]} disallowedElements={['img']} components={{ a: OutsideLink }}>
        {markdown}
      </Markdown>
    </div>
  )
}

function OutsideLink({ href, children }: ComponentProps<'a'>) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}
