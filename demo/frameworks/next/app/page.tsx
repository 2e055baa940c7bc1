import { ScreenShare } from './screen-share';

// Rendered anew for each request, on the server.
export const dynamic = 'force-dynamic';

export default function Page() {
  return <ScreenShare />;
}
