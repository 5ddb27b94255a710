@S21 @wip
Feature: S21 Data stay in their region
  A node of another region neither keeps nor serves them.

  Scenario: A Client of another region
    Given a Client of the region "us" at a node of the region "eu"
    Then the node neither takes nor gives its data
