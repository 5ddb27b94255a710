import { QueryClientProvider } from '@tanstack/react-query';
import { newQueryClient } from '../shared/api/queries';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/trends.json';
import { TrendsPage } from './TrendsPage';

addTexts('trends', texts);

// Nobody signs in here, so nothing can be refused.
export const memory = newQueryClient(() => undefined);

/** What anybody sees of published totals: /trends. */
export function TrendsApp() {
    return (
        <QueryClientProvider client={memory}>
            <TrendsPage />
        </QueryClientProvider>
    );
}
