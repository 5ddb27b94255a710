@C16
Feature: C16 A session report is released only after the person has read it
  And could ask for changes.

  Background:
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and lets Mill know the state
    And a case manager takes the work on, with Clara as her clinician

  Scenario: Around the person
    Given Clara has written a session report about Anna
    Then Clara cannot release it
    And Clara cannot approve it herself
    When a clinical lead has approved it and Clara has given it to Anna
    Then Clara cannot release it
    When 22 days pass and Anna says nothing
    Then Clara cannot release it
    And Anna can no longer ask for changes, but nothing goes out

  Scenario: Read, agreed, and given to the one who referred
    Given Clara has written a session report about Anna
    And a clinical lead has approved it and Clara has given it to Anna
    When Anna agrees to what she read
    And Clara releases it
    Then Ruth reads exactly what Anna agreed to
    And Harriet of HR at Mill finds no report
    And Anna sees in her accounting that it went to Mill
    When Anna takes her consent to the report back
    Then Ruth finds no report

  Scenario: A change is declined
    Given Clara has written a session report about Anna
    And a clinical lead has approved it and Clara has given it to Anna
    When Anna asks for a change, and Clara declines
    Then Clara cannot release it
    When Anna attaches her own views
    And Clara releases it
    Then Ruth reads it with Anna's views

  Scenario: A changed report is read again
    Given Clara has written a session report about Anna
    And a clinical lead has approved it and Clara has given it to Anna
    When Anna asks for a change, and Clara makes it
    Then Clara cannot release it
    And Clara cannot give it to Anna before it is approved again

  Scenario: Told to her GP by a form of its own
    Given Anna has a case, with Clara as her clinician
    And Clara has written a session report about Anna
    When a clinical lead has approved it and Clara has given it to Anna
    Then Clara cannot put the report into a form for Anna's GP
    When Anna agrees to what she read
    And Clara puts the report into a form for Anna's GP, and Anna signs it
    And Clara has a letter ready
    And Anna takes her consent to the report back
    Then the release is refused
    And Anna sees that nothing went to anybody
