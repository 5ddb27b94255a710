import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import shared from './en/shared.json';

// What is loaded with the first page comes before the start.
const early: Record<string, object> = {};

/** Starts the texts; each application adds its own with `addTexts`. */
export function startTexts(): void {
    void i18next.use(initReactI18next).init({
        lng: 'en',
        fallbackLng: 'en',
        ns: ['shared'],
        defaultNS: 'shared',
        resources: { en: { shared, ...early } },
        // React escapes what it renders.
        interpolation: { escapeValue: false },
        returnNull: false,
        showSupportNotice: false,
    });
    document.documentElement.lang = i18next.language;
}

export function addTexts(namespace: string, texts: object): void {
    if (!i18next.isInitialized) early[namespace] = texts;
    else if (!i18next.hasResourceBundle('en', namespace)) i18next.addResourceBundle('en', namespace, texts);
}
