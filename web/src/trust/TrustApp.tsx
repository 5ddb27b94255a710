import { QueryClientProvider } from '@tanstack/react-query';
import { newQueryClient } from '../shared/api/queries';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/trust.json';
import { TrustPage } from './TrustPage';

addTexts('trust', texts);

// Nobody signs in here, so nothing can be refused.
export const memory = newQueryClient(() => undefined);

/** What anybody sees of the promises: /trust. */
export function TrustApp() {
    return (
        <QueryClientProvider client={memory}>
            <TrustPage />
        </QueryClientProvider>
    );
}
