@S5
Feature: S5 Only directors reach client data, and the client sees it
  Each support access has a reason and a time limit.

  Background:
    Given Maria has let Harbour Clinic see heart and body of hers
    And Olga is a director of the house
    And Sam is a support engineer of the house

  Scenario: Support without a director
    When Sam looks at Maria's data
    Then it is refused as "role"
    When Sam opens support access to Harbour Clinic for troubleshooting, for 30 minutes
    Then the door does not open

  Scenario: Not without a reason, and not for long
    When Olga looks at Maria's data
    Then it is refused as "no_open_access"
    When Olga opens support access to Harbour Clinic for curiosity, for 30 minutes
    Then the door does not open
    When Olga opens support access to Harbour Clinic for troubleshooting, for 100000 minutes
    Then the door does not open

  Scenario: A director, for a reason and a time
    When Olga opens support access to Harbour Clinic for troubleshooting, for 10 minutes
    And Olga looks at Maria's data
    Then Maria is shown
    And Harbour Clinic sees that Olga looked, when, until when and why
    And Maria herself sees it in her access log
    When 11 minutes pass
    And Olga looks at Maria's data
    Then it is refused as "no_open_access"
    And Harbour Clinic sees that Olga looked, when, until when and why
