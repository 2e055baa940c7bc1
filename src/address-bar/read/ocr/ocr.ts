/** The package's own part of OCR. It's a separate file next to Tesseract's, because most guards never need it. */
export { loadOcrEngine } from './ocr-engine.js';
export { readByOcr } from './ocr-reader.js';
