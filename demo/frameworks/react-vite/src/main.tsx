import { createRoot } from 'react-dom/client';
import { ScreenShare } from './ScreenShare';

createRoot(document.getElementById('root')!).render(<ScreenShare />);
