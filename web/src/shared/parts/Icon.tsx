const shapes = {
    home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9',
    programs: 'M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM16.5 13.5v6M13.5 16.5h6',
    chart: 'M4 19h16M5 14l4-5 4 3 6-7',
    eye: 'M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
    upload: 'M12 16V5M7.5 9.5 12 5l4.5 4.5M5 19h14',
    leave: 'M10 5H5v14h5M14 8l4 4-4 4M18 12H9',
    more: 'M5 12h.01M12 12h.01M19 12h.01',
    half: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M8.5 5v14',
    empty: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z',
    check: 'M5 12.5 10 17.5 19 7',
    cross: 'M6 6l12 12M18 6 6 18',
    alert: 'M12 8v5M12 16.5h.01M12 4 3 19.5h18z',
    back: 'M14 6l-6 6 6 6',
    next: 'M10 6l6 6-6 6',
    download: 'M12 5v11M7.5 11.5 12 16l4.5-4.5M5 19h14',
    copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
    clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2',
    print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
    people: 'M9 5.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M16 6a2.5 2.5 0 0 1 0 5M17.5 14.5c2 .5 3 2.2 3 4.5',
} as const;

export type IconName = keyof typeof shapes;

/** A picture beside a word that says the same: hidden from readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
    return (
        <svg
            width={size}
            height={size}
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            strokeWidth={name === 'more' ? 3.2 : 1.9}
            strokeLinecap="round"
            strokeLinejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <path d={shapes[name]} />
        </svg>
    );
}
