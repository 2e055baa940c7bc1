import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { ScreenShare } from './screen-share';

bootstrapApplication(ScreenShare, { providers: [provideZonelessChangeDetection()] });
