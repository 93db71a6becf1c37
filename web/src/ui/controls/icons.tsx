import type { ReactNode } from 'react';

type IconProps = { className?: string };

/** Hidden from screen readers: the text beside an icon states its meaning. */
function Icon({ className, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      className={className}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const PlusIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 3v10M3 8h10" />
  </Icon>
);

export const MoreIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="3.5" cy="8" r=".6" fill="currentColor" />
    <circle cx="8" cy="8" r=".6" fill="currentColor" />
    <circle cx="12.5" cy="8" r=".6" fill="currentColor" />
  </Icon>
);

export const CheckIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m3 8.5 3.2 3.2L13 5" />
  </Icon>
);

export const CrossIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);

export const ChevronIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
  </Icon>
);

export const WarningIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.2 14.4 13.4H1.6zM8 6.5v3.2M8 11.6v.05" />
  </Icon>
);

export const BlockedIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.8v3.9M8 10.9v.05" />
  </Icon>
);

export const InfoIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 7.4v3.4M8 5.2v.05" />
  </Icon>
);

export const DownloadIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.5v7.3M4.8 6.9 8 10l3.2-3.1M3 13.2h10" />
  </Icon>
);

export const PaperclipIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12.8 7.4 8 12.2a3 3 0 0 1-4.3-4.3l5.1-5a2 2 0 0 1 2.9 2.8l-5 5a1 1 0 0 1-1.5-1.4l4.4-4.4" />
  </Icon>
);

export const ExternalIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M9.5 2.8h3.7v3.7M13 3 7.8 8.2M11.5 9.5v3.2H3.3V4.5h3.2" />
  </Icon>
);

export const GearIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="2" />
    <path d="M8 1.8v1.9M8 12.3v1.9M1.8 8h1.9M12.3 8h1.9M3.6 3.6l1.3 1.3M11.1 11.1l1.3 1.3M12.4 3.6l-1.3 1.3M4.9 11.1l-1.3 1.3" />
  </Icon>
);

export const InvoiceIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.5 1.8h9v12.4l-2.2-1.3L8 14.2l-2.3-1.3-2.2 1.3zM6 5.3h4M6 8.3h4" />
  </Icon>
);

export const PlugIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5.5 1.8v3.4M10.5 1.8v3.4M3.5 5.2h9v2.3a4.5 4.5 0 0 1-9 0zM8 12v2.2" />
  </Icon>
);

export const PersonIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="5" r="2.6" />
    <path d="M2.8 14c.4-3 2.4-4.6 5.2-4.6s4.8 1.6 5.2 4.6" />
  </Icon>
);

export const CloudOffIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.7 12.5h6.8a2.7 2.7 0 0 0 1.2-5.1M10.9 6A3.7 3.7 0 0 0 6 4M4 6.3a3.2 3.2 0 0 0 .7 6.2M2.5 2.5l11 11" />
  </Icon>
);

/** Empty circle: open. */
export const CircleIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.2" />
  </Icon>
);

/** Half circle: partly paid. */
export const HalfCircleIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.2" />
    <path d="M8 2.8v10.4A5.2 5.2 0 0 0 8 2.8z" fill="currentColor" stroke="none" />
  </Icon>
);

export const ClockIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.4" />
    <path d="M8 5v3.2l2 1.3" />
  </Icon>
);

export const TickCircleIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.4" />
    <path d="m5.6 8.2 1.7 1.7 3.2-3.6" />
  </Icon>
);

/** Struck circle: voided. */
export const StruckIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.4" />
    <path d="m4.2 11.8 7.6-7.6" />
  </Icon>
);

/** Dashed circle: deleted. */
export const DashedIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.2" strokeDasharray="2.2 2.2" />
  </Icon>
);

export const PencilIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m3 13 .6-2.8L10.8 3l2.2 2.2-7.2 7.2zM9.4 4.4l2.2 2.2" />
  </Icon>
);

export const PaperPlaneIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M14 2 1.8 6.6l4.6 2.2L8.8 13.6zM6.4 8.8 14 2" />
  </Icon>
);

export const QuestionIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M6.3 6.2a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.9.7-.9 1.3M8 11.2v.05" />
  </Icon>
);

export const EnvelopeIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2 4h12v8.5H2zM2.3 4.4 8 9l5.7-4.6" />
  </Icon>
);

export const EyeIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
    <circle cx="8" cy="8" r="1.8" />
  </Icon>
);

export const GripIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6 3.5v.05M10 3.5v.05M6 8v.05M10 8v.05M6 12.5v.05M10 12.5v.05" strokeWidth="2" />
  </Icon>
);

export const CopyIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5.6 5.6h7.6v7.6H5.6zM10.4 5.4V2.8H2.8v7.6h2.6" />
  </Icon>
);

export const TrashIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.8 4.2h10.4M6.2 4V2.4h3.6V4M4.2 4.4l.6 9h6.4l.6-9M6.8 7v4M9.2 7v4" />
  </Icon>
);
