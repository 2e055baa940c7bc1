/** The package's own part of OCR, a file of its own beside Tesseract's: most guards never need it. */
export { loadOcrEngine } from './ocr-engine.js';
export { readByOcr } from './ocr-reader.js';
