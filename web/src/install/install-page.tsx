export default function InstallPage() {
  return null;
}
