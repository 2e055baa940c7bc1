import { mount } from 'svelte';
import ScreenShare from './ScreenShare.svelte';

mount(ScreenShare, { target: document.getElementById('root')! });
