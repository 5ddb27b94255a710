@S5 @wip
Feature: S5 Only directors reach client data, and the client sees it
  Each support access has a reason and a time limit.

  Scenario: Support without a director
    When a support engineer opens Harbour Clinic's data without a director
    Then it is refused
    When a director does so for troubleshooting
    Then it ends after its time, and Harbour Clinic sees who, when and why
