// Parcel would compile the scripts of OCR, which can't be compiled: package.json keeps them from it, and they are copied as they are.
import { cpSync } from 'node:fs';

cpSync('public', 'dist', { recursive: true });
cpSync('node_modules/glance-screenshare/dist/ocr', 'dist/ocr', { recursive: true });
