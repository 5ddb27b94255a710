@C15
Feature: C15 What is told to clinicians does not reach the organisation
  By no role and no path.

  Scenario: Every address as the organisation
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and does not let Mill know the state
    And a case manager takes the work on, with Clara as her clinician
    And Clara has written a session report about Anna
    When Ruth and Harriet of HR ask every address of the service
    Then nothing that came back holds Anna's name, an id of hers, or a word that was written about her

  Scenario: A refusal says the same of Anna as of nobody
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    When Harriet of HR asks for Anna, and for somebody who does not exist
    Then the answers are the same but for their number
