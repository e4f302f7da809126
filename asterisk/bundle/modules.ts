/**
 * The Asterisk modules that the product ships, grouped by what they are for. Everything else of Debian's package stays
 * out: a module that is not there cannot warn, listen or be attacked. `modules.conf` says `autoload = yes`, so this list
 * is the only place that decides what runs. Left out on purpose: res_http_post (16 more libraries), res_phoneprov (we
 * provision phones ourselves), res_pjsip_config_wizard (errors without its file), ARI, ODBC, LDAP, calendars.
 */
const groups: Record<string, string> = {
  'SIP core':
    'res_pjproject res_sorcery_config res_sorcery_memory res_sorcery_astdb res_sorcery_realtime res_sorcery_memory_cache ' +
    'res_pjsip res_pjsip_session chan_pjsip res_pjsip_registrar res_pjsip_authenticator_digest ' +
    'res_pjsip_outbound_authenticator_digest res_pjsip_endpoint_identifier_user res_pjsip_endpoint_identifier_ip ' +
    'res_pjsip_endpoint_identifier_anonymous res_pjsip_outbound_registration res_pjsip_sdp_rtp res_pjsip_nat ' +
    'res_pjsip_caller_id res_pjsip_diversion res_pjsip_dtmf_info res_pjsip_empty_info res_pjsip_refer res_pjsip_rfc3326 ' +
    'res_pjsip_rfc3329 res_pjsip_acl res_pjsip_path res_pjsip_header_funcs res_pjsip_notify res_pjsip_messaging ' +
    'res_pjsip_dlg_options res_pjsip_logger res_pjsip_history res_pjsip_maintenance res_pjsip_send_to_voicemail ' +
    'res_pjsip_one_touch_record_info res_pjsip_sips_contact',

  // res_pjsip_exten_state needs a symbol of res_pjsip_outbound_publish: without it busy lamps go missing silently.
  'presence, busy lamps, message waiting':
    'res_pjsip_pubsub res_pjsip_exten_state res_pjsip_outbound_publish res_pjsip_mwi res_pjsip_mwi_body_generator ' +
    'res_pjsip_dialog_info_body_generator res_pjsip_pidf_body_generator res_pjsip_pidf_digium_body_supplement ' +
    'res_pjsip_pidf_eyebeam_body_supplement res_pjsip_xpidf_body_generator',

  'media, encryption, fax, websockets':
    'res_http_websocket res_websocket_client res_pjsip_transport_websocket res_pjsip_t38 res_fax res_srtp res_crypto ' +
    'res_rtp_asterisk res_rtp_multicast res_timing_timerfd res_tonedetect',

  bridging:
    'bridge_simple bridge_native_rtp bridge_softmix bridge_holding bridge_builtin_features ' +
    'bridge_builtin_interval_features chan_bridge_media chan_rtp',

  'dialplan and realtime': 'pbx_config pbx_spool pbx_realtime res_realtime res_config_sqlite3',

  // res_agi needs a symbol of res_speech.
  resources:
    'res_parking res_musiconhold res_agi res_speech res_limit res_clioriginate res_convert res_mutestream ' +
    'res_security_log res_manager_devicestate res_manager_presencestate res_mwi_devstate',

  applications:
    'app_dial app_queue app_voicemail app_directory app_confbridge app_mixmonitor app_directed_pickup app_authenticate ' +
    'app_playback app_sayunixtime app_stack app_verbose app_read app_record app_exec app_page app_originate ' +
    'app_channelredirect app_chanspy app_controlplayback app_cdr app_db app_disa app_echo app_if app_while ' +
    'app_userevent app_system app_transfer app_softhangup app_senddtmf app_sendtext app_playtones app_chanisavail ' +
    'app_bridgewait app_bridgeaddchan app_blind_transfer app_attended_transfer app_privacy app_readexten app_waituntil ' +
    'app_waitforsilence app_waitforcond app_dumpchan app_milliwatt app_celgenuserevent app_reload app_mp3',

  functions:
    'func_callerid func_channel func_db func_devstate func_extstate func_dialgroup func_dialplan func_cut func_strings ' +
    'func_logic func_math func_global func_groupcount func_hangupcause func_cdr func_timeout func_uri func_rand ' +
    'func_shell func_sprintf func_version func_vmcount func_volume func_uuid func_json func_realtime func_config ' +
    'func_blacklist func_evalexten func_env func_lock func_md5 func_sha1 func_base64 func_module func_presencestate ' +
    'func_sayfiles func_talkdetect func_periodic_hook func_jitterbuffer func_holdintercept func_export func_sysinfo ' +
    'func_callcompletion func_iconv func_sorcery func_pjsip_endpoint func_pjsip_aor func_pjsip_contact',

  'call records': 'cdr_sqlite3_custom cel_manager cel_sqlite3_custom res_cdrel_custom',

  'codecs and file formats':
    'codec_ulaw codec_alaw codec_a_mu codec_g722 codec_gsm codec_resample codec_opus_open_source codec_g726 ' +
    'format_wav format_wav_gsm format_gsm format_pcm format_sln format_g729 format_g726 format_ogg_opus_open_source ' +
    'res_format_attr_opus res_format_attr_h263 res_format_attr_h264 res_format_attr_vp8',
};

/** Names without `.so`, each once, sorted. */
export const wantedModules: readonly string[] = [...new Set(Object.values(groups).flatMap((g) => g.split(' ')))].sort();
