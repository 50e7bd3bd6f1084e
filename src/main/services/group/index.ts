/** What a coordinator gets and gives: progress reports, and withdrawals of countersignatures. */
export { createProgressReports, type ProgressReports } from './progress-reports';
export { createReportSerial } from './report-serial';
export { createWithdrawals, type Withdrawals } from './withdrawals';
