@S19 @wip
Feature: S19 After a disaster the service is back within six hours
  One command rebuilds a site from the copy elsewhere.

  Scenario: A site is lost
    Given the site is destroyed
    When the operator runs the one command elsewhere
    Then every acknowledged value but those of the stated window is there, and the time it took is on record
