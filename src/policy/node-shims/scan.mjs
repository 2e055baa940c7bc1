/** picomatch takes patterns apart with this when it is asked to; nobody asks. */
export default function scan() {
  throw new Error('Taking patterns apart is not part of this build.');
}
