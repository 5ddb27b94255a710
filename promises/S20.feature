@S20
Feature: S20 Staff are trained, and agreements are on file
  Without either, health data stay closed.

  Scenario: Nobody untrained
    Given Maria has let Harbour Clinic see heart and body of hers
    And Olga is a director who was never trained
    When Olga opens support access to Harbour Clinic for support, for 20 minutes
    Then it is refused as "untrained"
    And Olga still sees what is no health data
    When Olga is trained
    And Olga opens support access to Harbour Clinic for support, for 20 minutes
    And Olga looks at Maria's data
    Then Maria is shown
    When Olga's training runs out
    And Olga looks at Maria's data
    Then it is refused as "untrained"

  Scenario: No agreement, no data
    Given Cove Clinic is a Client of this scenario alone
    And Olga is a director of the house
    When the agreement with Cove Clinic has run out
    Then Cove Clinic is refused its Members
    When a new one is put on file for Cove Clinic
    Then Cove Clinic reads its Members again
