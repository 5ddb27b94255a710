import { Button, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router-dom';
import { Empty } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { ReceiptView } from '../../shared/parts/ReceiptView';
import { Bare } from '../parts/Bare';
import { endSession } from '../session';

/** What an erasure does and did. Needs no session: it outlives the one that asked for it. */
export default function ReceiptPage() {
    const { t } = useTranslation();
    const { hash, state } = useLocation();
    const [search] = useSearchParams();
    const token = hash.slice(1);
    const everything = search.get('of') === 'everything';
    const left = (state as { left?: boolean } | null)?.left === true;
    useEffect(() => {
        if (left) endSession('left');
    }, [left]);
    return (
        <Bare>
            <Page
                title={t(everything ? 'member:receipt.everything_title' : 'member:receipt.program_title')}
                lead={t(everything ? 'member:receipt.everything' : 'member:receipt.program')}
            >
                {token === '' ? (
                    <Empty title={t('member:receipt.none_title')}>{t('member:receipt.none')}</Empty>
                ) : (
                    <ReceiptView token={token} />
                )}
                {everything ? (
                    <Text>{t('member:receipt.session_ended')}</Text>
                ) : (
                    <div className="no-print">
                        <Button component={Link} to="/app/programs" variant="default">
                            {t('member:receipt.back')}
                        </Button>
                    </div>
                )}
            </Page>
        </Bare>
    );
}
