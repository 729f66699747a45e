import type { ExamFigures, YearFigures } from '#assessment';

export type NamedExam = ExamFigures & { readonly name: string; readonly seconds: number };
export type NamedYear = YearFigures & { readonly name: string };

const percent = (share: number, decimals = 1): string => `${(100 * share).toFixed(decimals)} %`;

/** One row per exam, with a heading. */
export function examTable(exams: readonly NamedExam[]): string {
  const rows = exams.map((exam) => [
    exam.name,
    `${exam.bank}`,
    exam.meanItems.toFixed(1),
    `${exam.p90Items}`,
    percent(exam.error),
    percent(exam.errorInside),
    percent(exam.errorOutside, 2),
    exam.topExposure.toFixed(3),
    exam.overlap.toFixed(3),
    `${exam.quotaViolations}`,
    `${exam.capBroken}`,
    `${exam.neverUsed.length}`,
    exam.seconds.toFixed(1),
  ]);
  const heading = [
    `${exams[0]?.people ?? 0} people`,
    'bank',
    'mean',
    'p90',
    'wrong',
    'inside',
    'outside',
    'exposure',
    'overlap',
    'quotas broken',
    'cap broken',
    'never used',
    'seconds',
  ];
  return [
    ...table([heading, ...rows]),
    '',
    'wrong: decisions about all people, those within delta (.25) of the cut, and those outside.',
    'cap broken: items asked although they were at their exposure cap.',
  ].join('\n');
}

/** A table per assumption about memory, then how to read them. */
export function yearText(years: readonly NamedYear[]): string {
  return [
    ...years.flatMap((year) => [...yearTable(year), '']),
    'Both arms answer as many questions; the yearly ones come in one sitting on a drawn day. Memory follows FSRS-6 in',
    'both, so what spacing is worth is that model’s claim, not a measurement. Slopes: 1 is right, .95-1.05 is the aim.',
  ].join('\n');
}

function yearTable(year: NamedYear): string[] {
  const arms = [year.upkeep, year.yearly];
  const { questions, weekMean, weekP90, weekMost } = year;
  return [
    `${year.name}; ${year.people} people`,
    ...table([
      ['', 'daily upkeep', 'one yearly sitting'],
      ['recall at 12 months', ...arms.map((arm) => percent(arm.recallAtEnd))],
      ['recall, mean of the months', ...arms.map((arm) => percent(arm.recallOverYear))],
      ['predicted at 12 months', ...arms.map((arm) => percent(arm.believedAtEnd))],
      ['green licences at 12 months', ...arms.map((arm) => percent(arm.greenAtEnd))],
      ['audit calibration slope', ...arms.map((arm) => arm.auditSlope.toFixed(3))],
    ]),
    `licence health: slope ${year.healthSlope.toFixed(3)}, predicted - true ${year.healthBias.toFixed(1)} points`,
    `questions: ${questions.toFixed(0)} a year, ${weekMean.toFixed(1)} a week (9 in 10 weeks at most ${weekP90}, most ${weekMost})`,
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
