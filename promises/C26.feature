@C26
Feature: C26 A manager's referral waits for the person's consent
  Which can be withdrawn at any time.

  Scenario: Nothing begins before she has agreed
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    Then Anna reads word for word what Ruth wrote
    And Ruth can no longer read it
    And a case manager cannot take the work on
    And Ruth sees the state "received" and nothing else

  Scenario: Consent withdrawn
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and lets Mill know the state
    And a case manager takes the work on, with Clara as her clinician
    Then Clara reads what Ruth asked
    And Ruth sees the state "accepted" and nothing else
    When Anna withdraws from the referral
    Then Clara finds nothing of Anna any more
    And a case manager cannot take the work on
    And Ruth sees the state "withdrawn" and nothing else

  Scenario: What she keeps to herself
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and does not let Mill know the state
    And a case manager takes the work on, with Clara as her clinician
    When Anna withdraws from the referral
    Then Ruth sees the state "received" and nothing else

  Scenario: Somebody else opens her link
    Given Ruth of Mill has referred Anna to psychological services, and Anna was sent a link
    Then the mail to her says nothing of what it is about
    When somebody who does not know her code guesses five times
    Then the link is dead for the right code too
    And the desk sees that Anna is to be called

  Scenario: By form, uploaded
    Given the scanner is at work
    And Ruth of Mill manages people there
    When she uploads a filled form
    Then once the form was checked, the desk reads it and finds the person
    And Anna comes in by her link, reads the form herself, and Ruth cannot
    And a case manager cannot take the work on

  Scenario: By form, mailed
    Given the scanner is at work
    And Ruth of Mill manages people there
    When a referral form comes by mail for somebody else
    Then the desk sees it marked as a referral, and begins one from it
    And the form is with the referral, and no longer with whoever wrote
