-- What a recording is, said apart from the rest of the file: people are told of it by itself (policy/categories.yaml).
COMMENT ON COLUMN calls.recording.recording_id IS 'category=call_recording; random: it names the sealed pieces of the recording';
COMMENT ON COLUMN calls.recording.type IS 'category=call_recording; media type';
COMMENT ON COLUMN calls.recording.bytes_total IS 'category=call_recording';
