@C17
Feature: C17 A third party gets a release only with a signed form
  With recipient, content and expiry.

  Background:
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and does not let Mill know the state
    And Anna has a case, with Clara as her clinician
    And Clara has prepared a form for Anna's GP, Dr Byrne

  Scenario: Signed, and sent to exactly Dr Byrne
    Then Clara can make no letter yet
    When Anna reads the form and signs it
    And Clara makes the letter for Dr Byrne and posts it
    Then the letter is a PDF of that day, with the signed form on a page of its own at its end
    And Anna sees in her accounting that it went to "Dr Áine Byrne"

  Scenario: By a link and a code
    When Anna reads the form and signs it
    And Clara makes the letter for Dr Byrne and sends her a link
    Then the mail to Dr Byrne does not say whom it is about
    And with a wrong code nothing opens
    And with the code Dr Byrne gets the letter
    And Anna sees in her accounting that it went to "Dr Áine Byrne"

  Scenario: Another recipient, other words, another content
    When Anna reads the form and signs it
    Then a letter to another surgery is refused
    And a letter with other words than Anna signed is refused
    And a letter with a content that is not in the form is refused

  Scenario: A form that ran out
    When Anna reads the form and signs it
    And Clara has a letter ready
    And 31 days pass, so that the form has ended
    Then the release is refused
    And Anna sees that nothing went to anybody

  Scenario: A form that Anna revokes
    When Anna reads the form and signs it
    And Clara has a letter ready
    And Anna revokes the form
    Then the release is refused
    And Anna sees that nothing went to anybody

  Scenario: A form that Anna declines
    When Anna declines the form
    Then Clara can make no letter yet

  Scenario: Not what was shown
    When somebody signs for Anna what she was not shown
    Then it is not signed

  Scenario: Her employer tries every way
    When Anna reads the form and signs it
    And Clara makes the letter for Dr Byrne and posts it
    And Ruth and Harriet of HR ask every address of the service
    Then nothing that came back holds Anna's name, an id of hers, or a word that was written about her
