export { type Config, readConfig } from './config.ts';
export { createLogger, type Logger } from './http/logging.ts';
export { type Server, startServer } from './main.ts';
export { openWorkbook } from './xlsx/open-workbook.ts';
export { sheetRows } from './xlsx/sheet-xml.ts';
