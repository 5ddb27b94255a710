import { Checkbox } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

interface KeptChoiceProps {
    label: string;
    description: string;
    /** What the server keeps. */
    kept: boolean;
    save: UseMutationResult<unknown, Error, boolean>;
}

/** A choice that is kept as soon as it is made: it shows at once, and goes back when it could not be kept. */
export function KeptChoice({ label, description, kept, save }: KeptChoiceProps) {
    const [chosen, setChosen] = useState(kept);
    useEffect(() => setChosen(kept), [kept]);
    return (
        <Checkbox
            label={label}
            description={description}
            checked={chosen}
            onChange={(e) => {
                setChosen(e.currentTarget.checked);
                save.mutate(e.currentTarget.checked, { onError: () => setChosen(kept) });
            }}
        />
    );
}
