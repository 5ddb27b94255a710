@C18
Feature: C18 In danger, only what is necessary is disclosed
  With a reason, the consultation, and a second clinician.

  Background:
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and does not let Mill know the state
    And Anna has a case, with Clara as her clinician

  Scenario: Without a second clinician
    When Clara proposes to tell the police where Anna is
    Then it does not leave
    And Clara cannot agree to it herself
    And a case manager cannot agree to it

  Scenario: With a second clinician, and looked at again
    When Clara proposes to tell the police where Anna is
    And Lena, a clinical lead, agrees to exactly that
    And Clara tells the police
    Then governance sees that it must be looked at within 14 days
    And neither Clara nor Lena can look at it again
    When a director finds that it was right
    Then governance sees that it was looked at

  Scenario: When it cannot wait
    When Clara proposes, in an emergency, to tell an ambulance where Anna is
    Then it does not leave
    When a minute later another clinician agrees to exactly that
    And Clara tells the ambulance
    Then governance sees that it must be looked at within 3 days

  Scenario: Only what is necessary
    Then a field without its reason cannot be proposed
    And a disclosure that says neither what Anna said nor why she was not asked cannot be proposed
    And an employer cannot be told of a danger to Anna herself
    And an employer cannot be told anything of Anna's health

  Scenario: Anna is told, or it is put off for a time
    When Clara proposes to tell the police where Anna is
    And Lena, a clinical lead, agrees to exactly that
    And Clara tells the police
    And Clara puts telling Anna off for 10 days, and says why
    Then Anna sees that nothing went to anybody
    When 11 days pass, and Anna comes in anew
    Then Anna sees in her accounting that it went to "Police"

  Scenario: Her employer tries every way
    When Clara proposes to tell the police where Anna is
    And Lena, a clinical lead, agrees to exactly that
    And Clara tells the police
    And Ruth and Harriet of HR ask every address of the service
    Then nothing that came back holds Anna's name, an id of hers, or a word that was written about her
