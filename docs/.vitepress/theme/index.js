import DefaultTheme from 'vitepress/theme';
import './live-examples.css';

export default DefaultTheme;
