import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import styles from './login-page.module.css'
import { useProblemText } from './use-problem-text.ts'
import type { LoginProblem } from './use-sign-in.ts'

/** Above the button, so that it is read before the next try. */
export function ProblemLine({ problem }: { problem: LoginProblem }) {
  const text = useProblemText()
  return (
    <div role="alert">
      {problem && (
        <p className={styles.problem}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          {text(problem)}
        </p>
      )}
    </div>
  )
}
