/** The window's entry: fonts, styles, the connection to the service, then the app. */
import '@fontsource-variable/source-sans-3/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/floating.css';
import { mount } from 'svelte';
import { z } from 'zod';
import { api } from '../api/client.svelte.ts';
import App from './App.svelte';
import { router } from './router.svelte.ts';

// Zod's compiled checks need eval, which the content security policy forbids.
z.config({ jitless: true });

api.listen();
router.listen();

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app to draw into');
mount(App, { target });
