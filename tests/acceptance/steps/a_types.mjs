import { defineParameterType } from '@cucumber/cucumber';
import { programOf } from './connect.mjs';

defineParameterType({ name: 'client', regexp: /(?:Harbour|Bayview|Cove) Clinic/ });
defineParameterType({ name: 'kind', regexp: /steps|weight|heart rate|sleep|glucose/ });
defineParameterType({ name: 'kinds', regexp: /(?:(?:steps|weight|heart rate|sleep|glucose)(?:, | and )?)+/ });
defineParameterType({ name: 'program', regexp: /Withings|Oura|direct measurements/, transformer: (word) => programOf[/** @type {'Oura'} */ (word)] });
