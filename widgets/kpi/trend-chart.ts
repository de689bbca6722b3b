import type { ChartConfiguration } from 'chart.js'
import type { TrendDataset } from './trend-dataset.ts'

/** The line of a share by week with its goal, in the page's own colours. */
export function trendChart(dataset: TrendDataset, { styles, share, names }: { styles: CSSStyleDeclaration, share: (value: number | null) => string, names: { value: string, goal: string } }): ChartConfiguration {
  const token = (name: string): string => styles.getPropertyValue(name).trim()
  const [ink, line, accent, paper, goal] = ['--pt-ink-soft', '--pt-line', '--pt-accent', '--pt-paper', '--pt-off-target'].map(token)
  const font = { family: token('--pt-font'), size: 12 }
  return {
    type: 'line',
    data: {
      labels: dataset.labels,
      datasets: [
        { label: names.value, data: dataset.values, borderColor: accent, backgroundColor: accent, pointBackgroundColor: dataset.isSmall.map(small => small ? paper : accent), pointRadius: 4, borderWidth: 2, tension: 0.2, spanGaps: false },
        ...dataset.goal === null ? [] : [{ label: names.goal, data: dataset.labels.map(() => dataset.goal), borderColor: goal, backgroundColor: goal, borderDash: [6, 4], pointRadius: 0, borderWidth: 2 }],
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      plugins: { tooltip: { callbacks: { label: item => `${item.dataset.label ?? ''}: ${share(item.parsed.y)}` } } },
      scales: {
        x: { grid: { display: false }, ticks: { color: ink, font, maxRotation: 0, autoSkipPadding: 16 } },
        y: { min: 0, suggestedMax: 1, grid: { color: line }, ticks: { color: ink, font, maxTicksLimit: 5, callback: value => share(Number(value)) } },
      },
    },
  }
}
