import { createApp } from 'vue';
import ScreenShare from './ScreenShare.vue';

createApp(ScreenShare).mount('#root');
